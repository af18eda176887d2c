import { useSearchParams } from "react-router";

const HOME = "/dashboard";

/** Where to go after signing in: the page that asked for it, if that is one of ours. */
export function safeNext(next: string | null): string {
  if (next === null) return HOME;
  // The browser's own parser decides: "//elsewhere" and "/\elsewhere" leave this origin.
  const { origin } = window.location;
  const url = URL.canParse(next, origin) ? new URL(next, origin) : null;
  return url?.origin === origin && next.startsWith("/")
    ? `${url.pathname}${url.search}${url.hash}`
    : HOME;
}

/** `safeNext` of this page's address, and the query that carries it to the sister page. */
export function useNextPage(): { next: string; query: string } {
  const [params] = useSearchParams();
  const given = params.get("next");
  return {
    next: safeNext(given),
    query: given === null ? "" : `?next=${encodeURIComponent(given)}`,
  };
}
