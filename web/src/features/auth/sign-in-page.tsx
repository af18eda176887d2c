import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Link } from "react-router";
import type { FirstHalf } from "@/api/auth/sign-in";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { useNextPage } from "./next-page";
import { ProviderButtons } from "./providers/provider-buttons";
import { SecondStep } from "./second-step";
import { SignInForm } from "./sign-in-form";

/** Signing in: e-mail and password, or a provider, and then a code where the account asks for one. */
export default function SignInPage() {
  const { t } = useLingui();
  usePageTitle(t`Sign in`);
  const { query } = useNextPage();
  const [half, setHalf] = useState<FirstHalf | null>(null);
  if (half) return <SecondStep credentials={half} back={() => setHalf(null)} />;
  return (
    <AuthLayout
      title={t`Welcome back`}
      lead={
        <Trans>
          New here? <Link to={`/sign-up${query}`}>Create an account</Link>
        </Trans>
      }
    >
      <SignInForm onCodeRequired={setHalf} />
      <ProviderButtons onCodeRequired={setHalf} />
    </AuthLayout>
  );
}
