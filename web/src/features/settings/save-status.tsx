import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import classes from "./save-status.module.css";

interface SaveStatusProps {
  status: "idle" | "pending" | "success" | "error";
}

const TEXTS = {
  idle: null,
  pending: msg`Saving…`,
  success: msg`Saved`,
  error: msg`Applied here, but not saved to your account. Change it again to retry.`,
};

/** Says whether the last change has reached the account; read out when it changes. */
export function SaveStatus({ status }: SaveStatusProps) {
  const { t } = useLingui();
  const text = TEXTS[status];
  return (
    <span role="status" className={status === "error" ? classes.error : classes.status}>
      {text ? t(text) : ""}
    </span>
  );
}
