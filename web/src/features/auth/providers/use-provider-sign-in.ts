import { t } from "@lingui/core/macro";
import { useCallback, useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { type FirstHalf, useSignInWithProvider } from "@/api/auth/sign-in";
import { toProblem } from "@/api/problem";
import type { FirebaseConfig } from "@/api/types";
import { problemText } from "@/ui/form-problem";
import { useNextPage } from "../next-page";
import { rememberRedirect, takeRedirect } from "./pending-redirect";
import { nameOf, type ProviderId } from "./provider";
import { needsRedirect, troubleText } from "./provider-trouble";
import type { Visitor } from "./sdk";
import { sdkLoader } from "./sdk-loader";

/** Gets the SDK ready, when somebody is about to press a button. */
export function prepareProviders(config: FirebaseConfig): void {
  sdkLoader.load().then(
    (sdk) => sdk.prepare(config),
    () => {
      // Whoever presses the button is told.
    },
  );
}

/** Signing in with a provider: in a window of its own, or where that can't be, in this one. */
export function useProviderSignIn(
  config: FirebaseConfig,
  onCodeRequired: (half: FirstHalf) => void,
) {
  const [busy, setBusy] = useState<ProviderId | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const exchange = useExchange(onCodeRequired);

  const run = useCallback(
    async (provider: ProviderId, meet: () => Promise<Visitor | null>) => {
      setBusy(provider);
      setTrouble(null);
      try {
        const visitor = await meet();
        if (visitor) setTrouble(await exchange(visitor, provider));
      } catch (error) {
        setTrouble(troubleText(error, provider));
      } finally {
        setBusy(null);
      }
    },
    [exchange],
  );

  useEffect(() => {
    const provider = takeRedirect();
    if (provider) run(provider, async () => (await sdkLoader.load()).comeBack(config));
  }, [config, run]);

  const start = (provider: ProviderId) => run(provider, () => meet(config, provider));
  return { start, busy, trouble };
}

async function meet(config: FirebaseConfig, provider: ProviderId): Promise<Visitor | null> {
  const sdk = await sdkLoader.load();
  try {
    return await sdk.openPopup(config, provider);
  } catch (error) {
    if (!needsRedirect(error)) throw error;
    rememberRedirect(provider);
    await sdk.leaveForProvider(config, provider);
    return null;
  }
}

/** Gives our server what the provider gave; answers what went wrong, if something did. */
function useExchange(onCodeRequired: (half: FirstHalf) => void) {
  const { mutateAsync: signIn } = useSignInWithProvider();
  const navigate = useNavigate();
  const { next } = useNextPage();
  return useCallback(
    async (visitor: Visitor, provider: ProviderId): Promise<string | null> => {
      const half = { idToken: visitor.idToken };
      try {
        await signIn(half);
        await navigate(next, { replace: true });
        return null;
      } catch (error) {
        const { code } = toProblem(error);
        if (code === "email_not_verified") return await unverified(visitor, provider);
        if (code !== "code_required") return problemText(error);
        onCodeRequired(half);
        return null;
      } finally {
        // Not waited for: it is in memory only, and gone with the page at the latest.
        visitor.leave().catch(() => {});
      }
    },
    [signIn, navigate, next, onCodeRequired],
  );
}

/** Firebase believes Google about addresses, but not GitHub: there it wants to send a link first. */
async function unverified(visitor: Visitor, provider: ProviderId): Promise<string> {
  const name = nameOf(provider);
  try {
    if (visitor.email === null) throw new Error("there is no address to send a link to");
    await visitor.askToVerify();
    const { email } = visitor;
    return t`One more step: we sent a link to ${email}. Follow it to show that the address is yours, then continue with ${name} again.`;
  } catch {
    return t`${name} gave us no verified e-mail address of yours. Add one there, or use your e-mail and password here.`;
  }
}
