import { Problem } from "@/api/problem";
import { request, type Sent } from "@/api/request";
import { accessToken } from "@/api/session";

/** What a call answers. */
interface Answer<T> {
  data: T;
}

type Without = Omit<Sent, "data">;

/** All calls under `/api/v1` go through here, as whoever is signed in; what they throw is a `Problem`. */
export const http = {
  get: <T>(path: string, sent?: Without) => call<T>("GET", path, sent),
  delete: <T>(path: string, sent?: Sent) => call<T>("DELETE", path, sent),
  post: <T>(path: string, data?: unknown, sent?: Without) =>
    call<T>("POST", path, { data, ...sent }),
  put: <T>(path: string, data?: unknown, sent?: Without) => call<T>("PUT", path, { data, ...sent }),
  patch: <T>(path: string, data?: unknown, sent?: Without) =>
    call<T>("PATCH", path, { data, ...sent }),
};

async function call<T>(method: string, path: string, sent: Sent = {}): Promise<Answer<T>> {
  const as = (token: string | null) =>
    request<T>(method, path, { ...sent, headers: { ...sent.headers, ...bearer(token) } });
  try {
    return { data: await as(sent.headers?.Authorization ? null : await accessToken()) };
  } catch (problem) {
    if (!(problem instanceof Problem) || problem.code !== "unauthenticated") throw problem;
    const token = await accessToken({ force: true });
    if (token === null) throw problem;
    return { data: await as(token) };
  }
}

const bearer = (token: string | null): Record<string, string> =>
  token === null ? {} : { Authorization: `Bearer ${token}` };
