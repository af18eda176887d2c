import { t } from "@lingui/core/macro";

/** A language of a code pad. */
interface Language {
  /** Its short name on the wire. */
  id: string;
  label: string;
  /** What Monaco calls it, where that differs. */
  monaco?: string;
}

/** The languages that the picker offers; the first ones are the usual ones. */
const LANGUAGES: Language[] = [
  { id: "python", label: "Python" },
  { id: "javascript", label: "JavaScript" },
  { id: "typescript", label: "TypeScript" },
  { id: "java", label: "Java" },
  { id: "c", label: "C" },
  { id: "cpp", label: "C++" },
  { id: "csharp", label: "C#" },
  { id: "go", label: "Go" },
  { id: "rust", label: "Rust" },
  { id: "ruby", label: "Ruby" },
  { id: "php", label: "PHP" },
  { id: "kotlin", label: "Kotlin" },
  { id: "swift", label: "Swift" },
  { id: "scala", label: "Scala" },
  { id: "r", label: "R" },
  { id: "sql", label: "SQL" },
  { id: "bash", label: "Bash", monaco: "shell" },
  { id: "markdown", label: "Markdown" },
  { id: "plaintext", label: "Plain text" },
];

/** What Monaco calls a language; plain text if it knows none such. */
export function monacoLanguage(id?: string | null): string {
  const known = LANGUAGES.find((language) => language.id === id);
  return known ? (known.monaco ?? known.id) : "plaintext";
}

/** The picker's choices, with the pad's own language in any case: another client may know more. */
export function languageChoices(current?: string | null): { value: string; label: string }[] {
  const choices = LANGUAGES.map(({ id, label }) => ({
    value: id,
    label: id === "plaintext" ? t`Plain text` : label,
  }));
  const known = !current || choices.some(({ value }) => value === current);
  return known ? choices : [{ value: current, label: current }, ...choices];
}
