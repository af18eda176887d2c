import { useState } from "react";
import { Link } from "react-router";
import { usePageTitle } from "@/ui/page-title";
import { AuthLayout } from "./auth-layout";
import { CodeForm } from "./code-form";
import { useNextPage } from "./next-page";
import { type FirstHalf, SignInForm } from "./sign-in-form";

/** Signing in: e-mail and password, and then a code where the account asks for one. */
export default function SignInPage() {
  usePageTitle("Sign in");
  const { query } = useNextPage();
  const [half, setHalf] = useState<FirstHalf | null>(null);
  if (half) return <SecondStep credentials={half} back={() => setHalf(null)} />;
  return (
    <AuthLayout
      title="Welcome back"
      lead={
        <>
          New here? <Link to={`/sign-up${query}`}>Create an account</Link>
        </>
      }
    >
      <SignInForm onCodeRequired={setHalf} />
    </AuthLayout>
  );
}

function SecondStep({ credentials, back }: { credentials: FirstHalf; back: () => void }) {
  return (
    <AuthLayout
      title="One more step"
      lead="Your account asks for a code as well, so that a password alone opens nothing."
    >
      <CodeForm credentials={credentials} back={back} />
    </AuthLayout>
  );
}
