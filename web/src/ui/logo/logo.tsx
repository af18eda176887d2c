import classes from "./logo.module.css";

/** The mark alone: two named cursors that make a pair of quotation brackets. Decorative; the name stands beside it or in a label. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8.5" fill="#0c563f" />
      <path
        d="M8 8.5a1.5 1.5 0 0 1 1.5-1.5H15a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3.8v7.4a1.6 1.6 0 0 1-3.2 0Z"
        fill="#f3fbf7"
      />
      <path
        d="M24 23.5a1.5 1.5 0 0 1-1.5 1.5H17a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1h3.8v-7.4a1.6 1.6 0 0 1 3.2 0Z"
        fill="#ff8a6d"
      />
    </svg>
  );
}

/** Mark and name. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <span className={classes.logo} style={{ fontSize: size * 0.68 }}>
      <LogoMark size={size} />
      CoDevLive
    </span>
  );
}
