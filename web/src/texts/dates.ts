import { t } from "@lingui/core/macro";
import { locale } from "@/texts/language";

/** Makes a format of `Intl` once for each language, and answers that of the moment. */
export function byLocale<Format>(make: (locale: string) => Format): () => Format {
  const made = new Map<string, Format>();
  return () => {
    const format = made.get(locale()) ?? make(locale());
    made.set(locale(), format);
    return format;
  };
}

/** Writes dates by the language of the moment; used like an `Intl.DateTimeFormat` that is made once. */
export function dateFormat(options: Intl.DateTimeFormatOptions) {
  const inForce = byLocale((locale) => new Intl.DateTimeFormat(locale, options));
  return {
    format: (date: Date | number): string => inForce().format(date),
    formatRange: (from: Date | number, to: Date | number): string =>
      inForce().formatRange(from, to),
  };
}

/** "47 min" or "1 h 5 min". */
export function hoursAndMinutes(minutes: number): string {
  if (minutes < 60) return t`${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest === 0 ? t`${hours} h` : t`${hours} h ${rest} min`;
}
