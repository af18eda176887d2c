import { PasswordInput, type PasswordInputProps } from "@mantine/core";

/** A field for a password that is chosen here: says the rules, and lets managers offer one. */
export function NewPasswordInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      description="8 to 256 characters, whichever you like. Only those that everybody tries first are refused."
      autoComplete="new-password"
      {...props}
    />
  );
}
