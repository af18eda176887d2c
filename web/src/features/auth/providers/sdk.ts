import { initializeApp } from "@firebase/app";
import {
  type Auth,
  browserPopupRedirectResolver,
  connectAuthEmulator,
  GithubAuthProvider,
  GoogleAuthProvider,
  getRedirectResult,
  initializeAuth,
  inMemoryPersistence,
  sendEmailVerification,
  signInWithPopup,
  signInWithRedirect,
  signOut,
  type User,
} from "@firebase/auth";
import type { FirebaseConfig } from "@/api/types";
import type { ProviderId } from "./provider";

/** Who came back from a provider. */
export interface Visitor {
  /** For our server, which checks it. */
  idToken: string;
  email: string | null;
  /** Has Firebase send a link to their address, after which it counts as verified. */
  askToVerify: () => Promise<void>;
  /** Ends Firebase's own sign-in: from here on only ours counts. */
  leave: () => Promise<void>;
}

let auth: Auth | undefined;

/** Gets all ready, so that a popup opens at once when it is asked for. */
export function prepare(config: FirebaseConfig): Auth {
  auth ??= makeAuth(config);
  return auth;
}

function makeAuth({ apiKey, authDomain, projectId, emulatorUrl }: FirebaseConfig): Auth {
  const app = initializeApp({ apiKey, authDomain, projectId }, "sign-in");
  const auth = initializeAuth(app, {
    persistence: inMemoryPersistence,
    popupRedirectResolver: browserPopupRedirectResolver,
  });
  if (emulatorUrl) connectAuthEmulator(auth, emulatorUrl, { disableWarnings: true });
  return auth;
}

/** Signs in in a window of the provider's. Rejects with Firebase's error. */
export async function openPopup(config: FirebaseConfig, provider: ProviderId): Promise<Visitor> {
  const auth = prepare(config);
  const { user } = await signInWithPopup(auth, providerOf(provider));
  return visitorOf(auth, user);
}

/** Leaves for the provider's page, which leads back to this one. */
export async function leaveForProvider(
  config: FirebaseConfig,
  provider: ProviderId,
): Promise<void> {
  await signInWithRedirect(prepare(config), providerOf(provider));
}

/** Who came back from the provider's page, if anyone did. */
export async function comeBack(config: FirebaseConfig): Promise<Visitor | null> {
  const auth = prepare(config);
  const result = await getRedirectResult(auth);
  return result && visitorOf(auth, result.user);
}

function providerOf(id: ProviderId) {
  if (id === "github.com") {
    const github = new GithubAuthProvider();
    // Without it, who hides their address on GitHub has none here.
    github.addScope("user:email");
    return github;
  }
  const google = new GoogleAuthProvider();
  // Else a browser with one Google account would never ask which.
  google.setCustomParameters({ prompt: "select_account" });
  return google;
}

async function visitorOf(auth: Auth, user: User): Promise<Visitor> {
  return {
    idToken: await user.getIdToken(),
    email: user.email,
    askToVerify: () => sendEmailVerification(user),
    leave: () => signOut(auth),
  };
}
