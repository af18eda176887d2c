import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import type { Agenda, AgendaItem, NewAgenda } from "@/api/types";
import { type FakeRequest, fakeServer, refusal } from "@/test/fake-server";
import { renderApp } from "@/test/render-app";
import AgendaDialog from "./agenda-dialog";

const item = (id: string, title: string): AgendaItem => ({
  id,
  title,
  statement: `Do ${title}.`,
  hints: [],
});

let there: Agenda;
let requests: FakeRequest[];
/** Done just before a write arrives, by somebody else. */
let meanwhile: (() => void) | null;

beforeEach(() => {
  sessionStorage.clear();
  meanwhile = null;
  there = { version: 3, items: [item("a", "Merge"), item("b", "Sort"), item("c", "Search")] };
  requests = fakeServer({
    "GET /rooms/room/agenda": () => ({ body: there }),
    "PUT /rooms/room/agenda": ({ body }) => {
      meanwhile?.();
      meanwhile = null;
      const { version, items } = body as NewAgenda;
      if (version !== there.version) return refusal(409, "changed_meanwhile");
      there = { version: version + 1, items };
      return { body: there };
    },
  });
});

async function show(close = () => {}) {
  const Component = () => <AgendaDialog roomId="room" close={close} />;
  renderApp([{ path: "*", Component }], "/");
  await screen.findByRole("dialog");
}

const titles = () => there.items.map(({ title }) => title);
const shown = () =>
  within(screen.getByRole("list", { name: "Prepared problems" }))
    .getAllByRole("button", { name: /^Edit / })
    .map(({ textContent }) => textContent);
const button = (name: string) => screen.findByRole("button", { name });
const press = async (name: string) => userEvent.click(await button(name));

it("adds a problem with its plan", async () => {
  await show();
  await press("Add a problem");
  await press("Save problem");
  expect(screen.getByText("Give it a name.")).toBeVisible();
  await userEvent.type(screen.getByLabelText("Title"), "LRU cache");
  await userEvent.type(screen.getByLabelText("Statement"), "Keep the newest.");
  await userEvent.type(screen.getByLabelText("Minutes planned"), "25");
  await press("Save problem");
  await waitFor(() => expect(titles()).toEqual(["Merge", "Sort", "Search", "LRU cache"]));
  expect(there.items[3]).toMatchObject({ statement: "Keep the newest.", minutes: 25 });
  expect(await screen.findByText("4 problems, 25 min planned")).toBeVisible();
});

it("moves by the arrows, keeps the keyboard there, and says where", async () => {
  await show();
  (await button("Move Merge down")).focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(titles()).toEqual(["Sort", "Merge", "Search"]));
  expect(await button("Move Merge down")).toHaveFocus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(titles()).toEqual(["Sort", "Search", "Merge"]));
  expect(await button("Move Merge down")).toBeDisabled();
  expect(await button("Move Merge up")).toHaveFocus();
  expect(screen.getByRole("status")).toHaveTextContent("Merge is number 3 of 3 now.");
});

it("shows moves at once, and makes each after the other", async () => {
  await show();
  await press("Move Merge down");
  await press("Move Merge down");
  expect(shown()).toEqual(["Sort", "Search", "Merge"]);
  await waitFor(() => expect(there.version).toBe(5));
  expect(titles()).toEqual(["Sort", "Search", "Merge"]);
});

it("asks before it deletes", async () => {
  await show();
  await press("Delete Sort");
  await press("Keep it");
  await press("Delete Sort");
  await press("Delete");
  await waitFor(() => expect(titles()).toEqual(["Merge", "Search"]));
});

it("makes a change again on what somebody else wrote meanwhile", async () => {
  await show();
  const others = item("d", "Theirs");
  await button("Move Search up");
  meanwhile = () => (there = { version: 4, items: [...there.items, others] });
  await press("Move Search up");
  await waitFor(() => expect(titles()).toEqual(["Merge", "Search", "Sort", "Theirs"]));
  expect(await button("Edit Theirs")).toBeVisible();
  expect(requests.filter(({ method }) => method === "PUT")).toHaveLength(2);
});

it("asks which one counts when two wrote on the same problem", async () => {
  await show();
  await press("Edit Sort");
  await userEvent.type(screen.getByLabelText("Title"), " stably");
  meanwhile = () => {
    const items = there.items.map((it) => (it.id === "b" ? { ...it, title: "Sort fast" } : it));
    there = { version: 4, items };
  };
  await press("Save problem");
  expect(await screen.findByRole("alert")).toHaveTextContent(/Somebody else changed this problem/);
  expect(titles()).toContain("Sort fast");
  await press("Save problem");
  await waitFor(() => expect(titles()).toEqual(["Merge", "Sort stably", "Search"]));
  expect(await button("Edit Sort stably")).toHaveFocus();
});

it("keeps what is typed while it is closed, or the page is loaded anew", async () => {
  const close = vi.fn();
  await show(close);
  await press("Add a problem");
  await userEvent.type(screen.getByLabelText("Title"), "Half");
  await userEvent.keyboard("{Escape}");
  expect(close).toHaveBeenCalled();
  document.body.innerHTML = "";
  await show();
  expect(screen.getByLabelText("Title")).toHaveValue("Half");
  await press("Discard");
  expect(await button("Add a problem")).toHaveFocus();
  expect(sessionStorage).toHaveLength(0);
});

it("keeps the text when it can't be saved", async () => {
  await show();
  await press("Edit Merge");
  await userEvent.type(screen.getByLabelText("Title"), "!");
  fakeServer({ "PUT /rooms/room/agenda": () => null });
  await press("Save problem");
  expect(await screen.findByRole("alert")).toHaveTextContent(/It is not saved, and stays here/);
  expect(screen.getByLabelText("Title")).toHaveValue("Merge!");
});
