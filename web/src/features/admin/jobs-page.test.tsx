import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { beginSession } from "@/api/session";
import type { Job } from "@/api/types";
import { fakeServer, refusal } from "@/test/fake-server";
import { signedInAs } from "@/test/people";
import { renderApp } from "@/test/render-app";
import JobsPage from "./jobs-page";

beforeEach(() => beginSession(signedInAs({ administrator: true })));

const routes = [{ path: "/admin/jobs", Component: JobsPage }];

const MAIL = {
  kind: "mail",
  waiting: 12,
  delayed: 3,
  running: 2,
  dead: 1,
  oldestWaitingSeconds: 90,
};
const ERASE = { kind: "erase_account", waiting: 0, delayed: 0, running: 0, dead: 0 };

function aJob(change: Partial<Job> = {}): Job {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
  return {
    id: "job-1",
    kind: "mail",
    state: "dead",
    attempts: 5,
    error: "the mail server answered 550: no such user",
    createdAt: minutesAgo(20),
    runAt: minutesAgo(5),
    summary: "Reset password to p…@example.org",
    ...change,
  };
}

const page = (...items: Job[]) => ({
  body: { items, queues: [MAIL, ERASE], nextCursor: null },
});

test("queues show their counts, and what failed its error, tries and times", async () => {
  const requests = fakeServer({ "GET /admin/jobs": () => page(aJob()) });
  renderApp(routes, "/admin/jobs");
  const row = await screen.findByRole("row", { name: /^Mail/ });
  expect(
    within(row)
      .getAllByRole("cell")
      .map((cell) => cell.textContent),
  ).toEqual(["1", "12", "3", "2", "2 min"]);
  const job = screen.getByRole("listitem");
  expect(job).toHaveTextContent("Reset password to p…@example.org");
  expect(job).toHaveTextContent("5 tries · made 20 minutes ago · given up 5 minutes ago");
  expect(job).toHaveTextContent("550: no such user");
  expect(requests[0]?.query).toEqual({ state: "dead", limit: "50" });
});

test("a tab lists the jobs of its state, of one kind if asked", async () => {
  const requests = fakeServer({
    "GET /admin/jobs": ({ query }) =>
      query.state === "waiting"
        ? page(aJob({ id: "2", state: "waiting", summary: "Welcome to a…@example.org" }))
        : page(),
  });
  renderApp(routes, "/admin/jobs");
  expect(await screen.findByText("Nothing has failed.")).toBeVisible();
  await userEvent.click(screen.getByRole("tab", { name: "Waiting 12" }));
  expect(await screen.findByText("Welcome to a…@example.org")).toBeVisible();
  expect(screen.queryByRole("button", { name: /^Retry/ })).toBeNull();
  await userEvent.selectOptions(screen.getByLabelText("Kind of job"), "Erase account");
  await waitFor(() =>
    expect(requests.at(-1)?.query).toEqual({
      state: "waiting",
      kind: "erase_account",
      limit: "50",
    }),
  );
  expect(screen.getByRole("tab", { name: "Waiting 0" })).toBeVisible();
});

test("a failed job is tried again once that is confirmed", async () => {
  let items = [aJob()];
  const requests = fakeServer({
    "GET /admin/jobs": () => page(...items),
    "POST /admin/jobs/job-1/retry": () => {
      items = [];
      return { status: 204 };
    },
  });
  renderApp(routes, "/admin/jobs");
  await userEvent.click(await screen.findByRole("button", { name: /^Retry/ }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(requests.some(({ method }) => method === "POST")).toBe(false);
  await userEvent.click(dialog.getByRole("button", { name: "Retry" }));
  expect(await screen.findByText("Nothing has failed.")).toBeVisible();
});

test("the question stays when its job moves on meanwhile", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    let items = [aJob({ state: "delayed" })];
    const user = userEvent.setup({ advanceTimers: vi.advanceTimersByTime });
    fakeServer({
      "GET /admin/jobs": () => page(...items),
      "POST /admin/jobs/job-1/retry": () =>
        refusal(404, "unknown_job", { detail: "There is no such job any more." }),
    });
    renderApp(routes, "/admin/jobs");
    await user.click(await screen.findByRole("button", { name: /^Run now/ }));
    const dialog = within(await screen.findByRole("dialog"));
    items = [];
    await vi.advanceTimersByTimeAsync(3_000);
    await waitFor(() => expect(screen.queryByText("5 tries", { exact: false })).toBeNull());
    await user.click(dialog.getByRole("button", { name: "Run now" }));
    expect(await dialog.findByRole("alert")).toHaveTextContent("no such job any more");
  } finally {
    vi.useRealTimers();
  }
});

test("a job that could not be deleted stays, and says why", async () => {
  fakeServer({
    "GET /admin/jobs": () => page(aJob()),
    "DELETE /admin/jobs/job-1": () => refusal(409, "conflict", { detail: "It runs." }),
  });
  renderApp(routes, "/admin/jobs");
  await userEvent.click(await screen.findByRole("button", { name: /^Delete/ }));
  const dialog = within(await screen.findByRole("dialog"));
  await userEvent.click(dialog.getByRole("button", { name: "Delete" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("It runs.");
});

test("the page follows by itself, and keeps what it had when it can't", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  try {
    const answers = [page(aJob()), page(aJob({ summary: "Another" })), { status: 500, body: {} }];
    fakeServer({ "GET /admin/jobs": () => answers.shift() ?? { status: 500, body: {} } });
    renderApp(routes, "/admin/jobs");
    expect(await screen.findByText(/Reset password/)).toBeVisible();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await screen.findByText("Another")).toBeVisible();
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await screen.findByText(/Not refreshed/)).toBeVisible();
    expect(screen.getByText("Another")).toBeVisible();
  } finally {
    vi.useRealTimers();
  }
});

test("a list that does not come can be asked for again", async () => {
  let up = false;
  fakeServer({ "GET /admin/jobs": () => (up ? page(aJob()) : { status: 500, body: {} }) });
  renderApp(routes, "/admin/jobs");
  expect(await screen.findByText("The jobs could not be loaded")).toBeVisible();
  up = true;
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByText(/Reset password/)).toBeVisible();
});

test("who is no administrator is told so", async () => {
  fakeServer({ "GET /admin/jobs": () => refusal(403, "forbidden") });
  renderApp(routes, "/admin/jobs");
  expect(await screen.findByText("This page is for administrators")).toBeVisible();
});
