import { t } from "@lingui/core/macro";
import { nameOf, type ProviderId } from "./provider";

/** The person thought better of it, or opened another window: nothing to say. */
const NO_TROUBLE = [
  "auth/popup-closed-by-user",
  "auth/cancelled-popup-request",
  "auth/user-cancelled",
];

/** No window can be opened here; the page itself can go to the provider. */
const NO_POPUP = ["auth/popup-blocked", "auth/operation-not-supported-in-this-environment"];

/** The project lacks something that only whoever runs the server can add. */
const NOT_SET_UP = [
  "auth/unauthorized-domain",
  "auth/operation-not-allowed",
  "auth/configuration-not-found",
  "auth/invalid-api-key",
  "auth/api-key-not-valid.-please-pass-a-valid-api-key.",
];

/** The code of an error of Firebase's, such as `auth/popup-blocked`. */
function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  return typeof code === "string" ? code : "";
}

/** Whether to go to the provider in this window instead. */
export const needsRedirect = (error: unknown) => NO_POPUP.includes(codeOf(error));

/** What a person is told of an error of Firebase's; null if there is nothing to say. */
export function troubleText(error: unknown, provider: ProviderId): string | null {
  const code = codeOf(error);
  const name = nameOf(provider);
  if (NO_TROUBLE.includes(code)) return null;
  if (NOT_SET_UP.includes(code)) {
    return t`Sign-in with ${name} is not set up on this server. Tell whoever runs it (${code}), or use your e-mail and password.`;
  }
  switch (code) {
    case "auth/network-request-failed":
      return t`${name} can’t be reached. Check your connection and try again.`;
    case "auth/account-exists-with-different-credential":
      return t`You came with another provider before. Use that one again.`;
    case "auth/user-disabled":
      return t`This sign-in was blocked by whoever runs this server.`;
    case "auth/too-many-requests":
      return t`Too many attempts. Wait a few minutes and try again.`;
    default:
      return t`Signing in with ${name} did not work. Try again, or use your e-mail and password.`;
  }
}
