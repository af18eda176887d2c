import axios, { type AxiosError, type InternalAxiosRequestConfig } from "axios";
import { toProblem } from "@/api/problem";
import { accessToken } from "@/api/session";

/** All calls under `/api/v1` go through here; what they throw is a `Problem`. */
export const http = axios.create({ baseURL: "/api/v1" });

interface Retried extends InternalAxiosRequestConfig {
  retried?: boolean;
}

http.interceptors.request.use(async (config) => {
  if (config.headers.has("Authorization")) return config;
  const token = await accessToken();
  if (token !== null) config.headers.set("Authorization", `Bearer ${token}`);
  return config;
});

http.interceptors.response.use(undefined, async (error: AxiosError) => {
  const config = error.config as Retried | undefined;
  const problem = toProblem(error);
  if (problem.code !== "unauthenticated" || !config || config.retried) throw problem;
  const token = await accessToken({ force: true });
  if (token === null) throw problem;
  config.retried = true;
  config.headers.set("Authorization", `Bearer ${token}`);
  return http.request(config);
});
