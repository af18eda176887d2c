import type { FirstHalf } from "@/api/auth/sign-in";
import { AuthLayout } from "./auth-layout";
import { CodeForm } from "./code-form";

/** The page after the first half, where the account asks for a code as well. */
export function SecondStep({ credentials, back }: { credentials: FirstHalf; back: () => void }) {
  return (
    <AuthLayout
      title="One more step"
      lead="Your account asks for a code as well, so that a password alone opens nothing."
    >
      <CodeForm credentials={credentials} back={back} />
    </AuthLayout>
  );
}
