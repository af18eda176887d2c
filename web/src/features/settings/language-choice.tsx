import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import { chooseLanguage } from "@/texts/language";
import { LANGUAGES } from "@/texts/languages";

/** The language of the app in this browser. */
export function LanguageChoice() {
  const { t, i18n } = useLingui();
  const [failed, setFailed] = useState(false);
  const change = (tag: string) =>
    chooseLanguage(tag).then(
      () => setFailed(false),
      () => setFailed(true),
    );
  return (
    <NativeSelect
      mt="lg"
      label={t`Language`}
      description={t`Of this browser. The mails that you get are in English.`}
      data={LANGUAGES.map(({ tag, name }) => ({ value: tag, label: name }))}
      value={i18n.locale}
      error={failed ? t`Its texts can't be loaded. Check your connection.` : null}
      onChange={(event) => void change(event.currentTarget.value)}
    />
  );
}
