import { t } from "@lingui/core/macro";
import { dateFormat } from "@/texts/dates";

const CLOCK = dateFormat({ hour: "2-digit", minute: "2-digit" });

const two = (value: number) => String(value).padStart(2, "0");

/** A span as a clock shows it: `4:05`, `1:04:05`. Never negative. */
export function clockText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A span in words, for a sentence: `8 s`, `3 min`, `2 h`. */
export function spanText(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  if (seconds < 60) return t`${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return t`${minutes} min`;
  const hours = Math.round(minutes / 60);
  return t`${hours} h`;
}

/** A moment as a clock on the wall shows it here. */
export function timeOfDay(at: number): string {
  return CLOCK.format(at);
}
