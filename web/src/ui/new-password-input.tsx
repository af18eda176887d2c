import { useLingui } from "@lingui/react/macro";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** A field for a password that is chosen here: says the rules, and lets managers offer one. */
export function NewPasswordInput(props: PasswordInputProps) {
  const { t } = useLingui();
  return (
    <PasswordInput
      description={t`8 to 256 characters, whichever you like. Only those that everybody tries first are refused.`}
      autoComplete="new-password"
      {...props}
    />
  );
}
