import { vi } from "vitest";

/** What the server answers; a refusal is a problem document. `null`: no answer at all. */
export interface Answer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Handler = (request: FakeRequest) => Answer | null | Promise<Answer | null>;

/** A request as the server sees it. */
export interface FakeRequest {
  method: string;
  path: string;
  query: Record<string, string>;
  body: unknown;
  authorization: string | null;
}

/**
 * Takes the place of the network for the whole app, for one test: `routes` maps "POST /auth/login" to
 * what is answered. Returns the requests that came, in order. A request to no route is refused loudly.
 */
export function fakeServer(routes: Record<string, Handler>): FakeRequest[] {
  const requests: FakeRequest[] = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = toRequest(String(input), init);
    requests.push(request);
    const what = `${request.method} ${request.path}`;
    const handler = routes[what];
    return toResponse(handler ? await handler(request) : refusal(501, `no route for ${what}`));
  });
  return requests;
}

/** A refusal as the server words it. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { type: "about:blank", title: code, status, code, ...more } };
}

function toRequest(address: string, init: RequestInit = {}): FakeRequest {
  const { pathname, searchParams } = new URL(address, window.location.href);
  return {
    method: init.method ?? "GET",
    path: pathname.replace("/api/v1", ""),
    query: Object.fromEntries(searchParams),
    body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
    authorization: new Headers(init.headers).get("Authorization"),
  };
}

function toResponse(answer: Answer | null): Response {
  if (answer === null) throw new TypeError("Failed to fetch");
  const { status = 200, body, headers = {} } = answer;
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}
