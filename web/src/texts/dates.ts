import { locale } from "@/texts/language";

/** Writes dates by the language of the moment; used as an `Intl.DateTimeFormat` that is made once. */
export function dateFormat(options: Intl.DateTimeFormatOptions) {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return {
    format(date: Date | number): string {
      const format = formats.get(locale()) ?? new Intl.DateTimeFormat(locale(), options);
      formats.set(locale(), format);
      return format.format(date);
    },
  };
}
