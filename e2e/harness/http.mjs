// The HTTP calls a test needs, as any client would make them.

let people = 0;

/** One call; gives status, headers and the JSON body. */
export async function call(server, method, path, { token, body, headers } = {}) {
  const response = await fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: {
      ...(token && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text && JSON.parse(text) };
}

async function expect(status, answer) {
  const { status: got, body } = await answer;
  if (got !== status) throw new Error(`expected ${status}, got ${got}: ${JSON.stringify(body)}`);
  return body;
}

/** A new account, signed in. */
export async function signUp(server, name) {
  people += 1;
  const email = `person-${people}-${process.pid}@example.org`;
  const password = "correct horse battery staple";
  const body = { email, password, name };
  const answer = await expect(200, normalised(call(server, "POST", "/auth/signup", { body })));
  return { id: answer.user.id, name, email, password, token: answer.accessToken };
}

/** Signing up may say 200 or 201; what counts is that it worked. */
async function normalised(answer) {
  const { status, ...rest } = await answer;
  return { status: status === 201 ? 200 : status, ...rest };
}

/** A new room of that person. */
export function createRoom(server, host, fields = {}) {
  const body = { title: "Interview", kind: "interview", ...fields };
  return expect(201, call(server, "POST", "/rooms", { token: host.token, body }));
}

/** A guest of that room. */
export async function joinAsGuest(server, room, name) {
  const answer = await normalised(call(server, "POST", `/rooms/${room.id}/guests`, { body: { name } }));
  const body = await expect(200, Promise.resolve(answer));
  return { name, token: body.accessToken };
}

/** What /readyz answers. */
export const readiness = async (server) => (await fetch(`${server.url}/readyz`)).status;
