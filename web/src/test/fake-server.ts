import axios, { AxiosError, AxiosHeaders, type InternalAxiosRequestConfig } from "axios";
import { http } from "@/api/http";

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
  query: Record<string, unknown>;
  body: unknown;
  authorization: string | null;
}

/**
 * Takes the place of the network for the whole app, for one test: `routes` maps "POST /auth/login" to
 * what is answered. Returns the requests that came, in order. A request to no route is an error.
 */
export function fakeServer(routes: Record<string, Handler>): FakeRequest[] {
  const requests: FakeRequest[] = [];
  const adapter = async (config: InternalAxiosRequestConfig) => {
    const request = toRequest(config);
    requests.push(request);
    const handler = routes[`${request.method} ${request.path}`];
    if (!handler) throw new Error(`no route for ${request.method} ${request.path}`);
    return settle(config, await handler(request));
  };
  // The instance copied the defaults when it was made; refreshing goes round it.
  axios.defaults.adapter = adapter;
  http.defaults.adapter = adapter;
  return requests;
}

/** A refusal as the server words it. */
export function refusal(status: number, code: string, more: object = {}): Answer {
  return { status, body: { type: "about:blank", title: code, status, code, ...more } };
}

function toRequest(config: InternalAxiosRequestConfig): FakeRequest {
  const path = `${config.baseURL ?? ""}${config.url ?? ""}`.replace("/api/v1", "");
  return {
    method: (config.method ?? "get").toUpperCase(),
    path,
    query: config.params ?? {},
    body: typeof config.data === "string" ? JSON.parse(config.data) : undefined,
    authorization: (config.headers.get("Authorization") as string | undefined) ?? null,
  };
}

function settle(config: InternalAxiosRequestConfig, answer: Answer | null) {
  if (answer === null) throw new AxiosError("Network Error", AxiosError.ERR_NETWORK, config);
  const { status = 200, body, headers = {} } = answer;
  const response = {
    data: body,
    status,
    statusText: "",
    headers: new AxiosHeaders(headers),
    config,
  };
  if (status < 300) return response;
  throw new AxiosError("refused", AxiosError.ERR_BAD_REQUEST, config, null, response);
}
