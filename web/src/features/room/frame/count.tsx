import { VisuallyHidden } from "@mantine/core";
import classes from "./count.module.css";

interface CountProps {
  of: number;
  /** What is counted, for those who hear it. */
  what: string;
}

/** How much is new; nothing if nothing is. */
export function Count({ of, what }: CountProps) {
  if (of === 0) return null;
  return (
    <span className={classes.count}>
      {of}
      <VisuallyHidden component="span"> {what}</VisuallyHidden>
    </span>
  );
}
