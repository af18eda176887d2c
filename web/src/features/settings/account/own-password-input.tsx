import { useLingui } from "@lingui/react/macro";
import { PasswordInput, type PasswordInputProps } from "@mantine/core";
import type { User } from "@/api/types";

/**
 * Asks for the password that the account has, to show who is there; nothing where it has none. The
 * address beside it, unseen, tells password managers which one is meant.
 */
export function OwnPasswordInput({ user, ...props }: PasswordInputProps & { user: User }) {
  const { t } = useLingui();
  if (!user.hasPassword) return null;
  return (
    <>
      <input type="email" autoComplete="username" value={user.email} readOnly hidden />
      <PasswordInput label={t`Your password`} autoComplete="current-password" {...props} />
    </>
  );
}
