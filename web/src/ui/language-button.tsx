import { useLingui } from "@lingui/react/macro";
import { IconLanguage } from "@tabler/icons-react";
import { LANGUAGES } from "@/texts/languages";
import { changeLanguage } from "@/ui/change-language";
import classes from "./language-button.module.css";

/** Changes the language; a list of the system's own, for which nothing has to be loaded. */
export function LanguageButton() {
  const { t, i18n } = useLingui();
  const label = t`Language`;
  return (
    <span className={classes.button} title={label}>
      <IconLanguage size={19} aria-hidden />
      <select
        className={classes.list}
        aria-label={label}
        value={i18n.locale}
        onChange={({ currentTarget }) => void changeLanguage(currentTarget.value)}
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
