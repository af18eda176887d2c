import classes from "./save-status.module.css";

interface SaveStatusProps {
  status: "idle" | "pending" | "success" | "error";
}

const TEXTS = {
  idle: "",
  pending: "Saving…",
  success: "Saved",
  error: "Applied here, but not saved to your account. Change it again to retry.",
} as const;

/** Says whether the last change has reached the account; read out when it changes. */
export function SaveStatus({ status }: SaveStatusProps) {
  return (
    <span role="status" className={status === "error" ? classes.error : classes.status}>
      {TEXTS[status]}
    </span>
  );
}
