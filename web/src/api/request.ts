import { type Refusal, refused, unreachable } from "@/api/problem";

/** What a call sends, besides its method and path. */
export interface Sent {
  /** The query; what is undefined is left out. */
  params?: Record<string, string | number | boolean | undefined>;
  /** The body, as JSON. */
  data?: unknown;
  headers?: Record<string, string>;
  /** How the answer is read; JSON unless something else is asked for. */
  responseType?: "json" | "blob";
}

/** Makes one call under `/api/v1`, as nobody in particular. Throws a `Problem`. */
export async function request<T>(method: string, path: string, sent: Sent = {}): Promise<T> {
  const response = await fetch(address(path, sent.params), init(method, sent)).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw refused(await refusal(response));
  return (sent.responseType === "blob" ? await response.blob() : parsed(await read(response))) as T;
}

function address(path: string, params: Sent["params"] = {}): string {
  const given = Object.entries(params).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  return `/api/v1${path}${given.length > 0 ? `?${query}` : ""}`;
}

function init(method: string, { data, headers }: Sent): RequestInit {
  const whole = new Headers({ Accept: "application/json", ...headers });
  if (data === undefined) return { method, headers: whole };
  whole.set("Content-Type", "application/json");
  return { method, headers: whole, body: JSON.stringify(data) };
}

/** An answer that breaks off on its way is none. */
function read(response: Response): Promise<string> {
  return response.text().catch(() => {
    throw unreachable();
  });
}

async function refusal(response: Response): Promise<Refusal> {
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, body: parsed(await read(response)), retryAfter };
}

/** What answers in the server's place, such as a proxy, may answer anything. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
