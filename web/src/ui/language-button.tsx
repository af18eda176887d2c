import { useLingui } from "@lingui/react/macro";
import { notifications } from "@mantine/notifications";
import { IconLanguage } from "@tabler/icons-react";
import { chooseLanguage } from "@/texts/language";
import { LANGUAGES } from "@/texts/languages";
import classes from "./language-button.module.css";

/** Changes the language; a list of the system's own, for which nothing has to be loaded. */
export function LanguageButton() {
  const { t, i18n } = useLingui();
  const change = (tag: string) =>
    chooseLanguage(tag).catch(() =>
      notifications.show({
        color: "red",
        title: t`The language stays as it is`,
        message: t`Its texts can't be loaded. Check your connection.`,
      }),
    );
  const label = t`Language`;
  return (
    <span className={classes.button} title={label}>
      <IconLanguage size={19} aria-hidden />
      <select
        className={classes.list}
        aria-label={label}
        value={i18n.locale}
        onChange={({ currentTarget }) => void change(currentTarget.value)}
      >
        {LANGUAGES.map(({ tag, name }) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}
