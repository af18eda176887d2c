import { beforeEach, expect, test } from "vitest";
import { http } from "@/api/http";
import { beginSession, endSession } from "@/api/session";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedIn } from "@/test/people";

beforeEach(() => endSession());

test("a call carries the access token", async () => {
  beginSession(signedIn());
  const requests = fakeServer({ "GET /rooms": () => ({ body: { items: [], nextCursor: null } }) });
  await http.get("/rooms");
  expect(requests[0]?.authorization).toBe("Bearer token-1");
});

test("a refused token is replaced and the call made again, once", async () => {
  beginSession(signedIn());
  const requests = fakeServer({
    "GET /rooms": ({ authorization }) =>
      authorization === "Bearer token-2"
        ? { body: { items: [], nextCursor: null } }
        : refusal(401, "unauthenticated"),
    "POST /auth/refresh": () => ({ body: signedIn("token-2") }),
  });
  await http.get("/rooms");
  expect(requests.map((request) => request.path)).toEqual(["/rooms", "/auth/refresh", "/rooms"]);
});

test("a token that is refused again is not tried for ever", async () => {
  beginSession(signedIn());
  const requests = fakeServer({
    "GET /rooms": () => refusal(401, "unauthenticated"),
    "POST /auth/refresh": () => ({ body: signedIn("token-2") }),
  });
  await expect(http.get("/rooms")).rejects.toMatchObject({ status: 401 });
  expect(requests).toHaveLength(3);
});

test("a wrong password asks for no refresh", async () => {
  const requests = fakeServer({ "POST /auth/login": () => refusal(401, "bad_credentials") });
  await expect(http.post("/auth/login", {})).rejects.toMatchObject({ code: "bad_credentials" });
  expect(requests).toHaveLength(1);
});

test("a refusal arrives as a problem with its fields and its waiting time", async () => {
  fakeServer({
    "POST /auth/signup": () => ({
      ...refusal(422, "invalid", {
        detail: "Some fields are not right.",
        errors: [{ field: "password", message: "is too short" }],
      }),
      headers: { "retry-after": "7" },
    }),
  });
  await expect(http.post("/auth/signup", {})).rejects.toMatchObject({
    name: "Problem",
    status: 422,
    message: "This is too short.",
    errors: [{ field: "password", message: "is too short" }],
    retryAfter: 7,
  });
});

test("a fault of the server is shown with the id that finds it in the log", async () => {
  fakeServer({ "GET /rooms": () => refusal(500, "internal", { errorId: "e-42" }) });
  await expect(http.get("/rooms")).rejects.toMatchObject({
    message: "A fault of this server (error e-42)",
  });
});

test("no answer is a problem of its own", async () => {
  fakeServer({ "GET /rooms": () => null });
  await expect(http.get("/rooms")).rejects.toMatchObject({ status: 0, code: "unreachable" });
});
