import { redirect } from "react-router";
import { restoreSession } from "@/api/session";

/** Where to sign in, to be brought back to `next` after it. */
export const signInPath = (next: string) => `/sign-in?next=${encodeURIComponent(next)}`;

/** Lets only signed-in people on; others sign in first and are then brought back. */
export async function requireAccount({ request }: { request: Request }) {
  const session = await restoreSession();
  const { pathname, search } = new URL(request.url);
  return session.status === "signedIn" ? null : redirect(signInPath(pathname + search));
}
