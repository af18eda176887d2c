import { t } from "@lingui/core/macro";
import { Tooltip } from "@mantine/core";
import { IconAntennaBars2, IconAntennaBars3, IconAntennaBars5 } from "@tabler/icons-react";
import type { Grade, Quality } from "@/live/rtc/quality";
import classes from "./tile.module.css";

const MARKS: Record<Grade, { icon: typeof IconAntennaBars5; word: () => string }> = {
  good: { icon: IconAntennaBars5, word: () => t`Good connection` },
  fair: { icon: IconAntennaBars3, word: () => t`Fair connection` },
  poor: { icon: IconAntennaBars2, word: () => t`Poor connection` },
};

/** How well the call with a person goes. */
export function QualityMark({ quality: { grade, roundTrip, lost } }: { quality: Quality }) {
  const { icon: Icon, word } = MARKS[grade];
  const trip = t`${roundTrip} ms there and back`;
  const label = `${word()}: ${lost > 0 ? `${trip}, ${t`${lost} % lost`}` : trip}`;
  return (
    <Tooltip label={label}>
      <span className={classes.mark} data-grade={grade} role="img" aria-label={label}>
        <Icon size={15} aria-hidden />
      </span>
    </Tooltip>
  );
}
