import { useLayoutEffect, useState } from "react";
import { useSearchParams } from "react-router";

/**
 * The token of a mail's link, which opens what it is for to whoever has it. It is read once and then
 * leaves the address bar, and with it the history and what people copy from there. (`index.html`
 * keeps it out of the Referer of what was asked for before that.)
 */
export function useLinkToken(): string | null {
  const [params] = useSearchParams();
  const [token] = useState(() => params.get("token"));
  useLayoutEffect(() => {
    const { history, location } = window;
    history.replaceState(history.state, "", location.pathname);
  }, []);
  return token;
}
