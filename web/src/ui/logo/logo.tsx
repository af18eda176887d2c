import classes from "./logo.module.css";

/** The mark alone: two cursors in one editor. Decorative; the name stands beside it or in a label. */
export function LogoMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8.5" fill="#0c563f" />
      <path d="M9 7.5h6.5a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H12V24a1.5 1.5 0 0 1-3 0Z" fill="#f3fbf7" />
      <path
        d="M17.5 11.5H24a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3.5V24a1.5 1.5 0 0 1-3 0Z"
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
