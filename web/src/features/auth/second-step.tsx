import { useLingui } from "@lingui/react/macro";
import type { FirstHalf } from "@/api/auth/sign-in";
import { AuthLayout } from "./auth-layout";
import { CodeForm } from "./code-form";

/** The page after the first half, where the account asks for a code as well. */
export function SecondStep({ credentials, back }: { credentials: FirstHalf; back: () => void }) {
  const { t } = useLingui();
  return (
    <AuthLayout
      title={t`One more step`}
      lead={t`Your account asks for a code as well, so that a password alone opens nothing.`}
    >
      <CodeForm credentials={credentials} back={back} />
    </AuthLayout>
  );
}
