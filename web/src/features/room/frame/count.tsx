import { VisuallyHidden } from "@mantine/core";
import classes from "./count.module.css";

interface CountProps {
  of: number;
  /** The number and what is counted, for those who hear it. */
  label: string;
}

/** How much is new; nothing if nothing is. */
export function Count({ of, label }: CountProps) {
  if (of === 0) return null;
  return (
    <span className={classes.count}>
      <span aria-hidden>{of}</span>
      <VisuallyHidden component="span">{label}</VisuallyHidden>
    </span>
  );
}
