import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import type { NewScorecard, Scorecard, ScorecardPage } from "@/api/types";
import type { TimelineEntry } from "@/live/types";
import { type Answer, type FakeRequest, fakeServer, refusal } from "@/test/fake-server";
import { renderInRoom } from "../test/render-in-room";
import ScorecardPane from "./scorecard-pane";

const LEVELS = ["None.", "Little.", "Some.", "Enough.", "Much.", "All."];
const RUBRIC = {
  version: 1,
  competencies: [
    { id: "thinking", name: "Thinking", question: "How did they think?", levels: LEVELS },
    { id: "talking", name: "Talking", question: "How did they talk?", levels: LEVELS },
  ],
};

const ENTRIES = [
  { seq: 4, at: 60_000, actor: { id: "asha", name: "Asha" }, type: "started" },
  {
    seq: 9,
    at: 95_000,
    actor: { id: "asha", name: "Asha" },
    type: "problem_chosen",
    title: "Merge",
  },
] as unknown as TimelineEntry[];

/** Of Ben, who has handed in his. */
const BENS: Scorecard = {
  author: { id: "ben", name: "Ben" },
  rubricVersion: 1,
  ratings: RUBRIC.competencies.map(({ id }) => ({
    competency: id,
    level: 2,
    insufficientEvidence: false,
    note: `Ben on ${id}`,
    evidence: [9],
  })),
  overall: "",
  submittedAt: "2026-11-28T10:00:00Z",
  updatedAt: "2026-11-28T10:00:00Z",
};

let mine: Scorecard | null;
let requests: FakeRequest[];
/** What is answered instead of taking a card. */
let refused: Answer | null;

beforeEach(() => {
  mine = null;
  refused = null;
  requests = fakeServer({
    "GET /rooms/room/scorecards": () => {
      const items = [...(mine ? [mine] : []), ...(mine?.submittedAt ? [BENS] : [])];
      const page: ScorecardPage = { items, nextCursor: null, submitted: 1, rubric: RUBRIC };
      return { body: page };
    },
    "PUT /rooms/room/scorecards/me": ({ body }) => {
      if (refused) return refused;
      const { submitted, ratings = [], overall = "" } = body as NewScorecard;
      const author = { id: "asha", name: "Asha" };
      const at = "2026-11-28T10:05:00Z";
      const submittedAt = submitted ? { submittedAt: at } : {};
      mine = { author, rubricVersion: 1, ratings, overall, updatedAt: at, ...submittedAt };
      return { body: mine };
    },
  });
});

const written = () =>
  requests.filter(({ method }) => method === "PUT").map(({ body }) => body as NewScorecard);
const group = (name: string) => within(screen.getByRole("group", { name }));
const submit = () => userEvent.click(screen.getByRole("button", { name: "Submit scorecard…" }));

async function show() {
  await renderInRoom(<ScorecardPane wide />, { entries: ENTRIES });
  await screen.findByRole("group", { name: "Thinking" });
}

it("keeps levels, notes and moments as a draft by itself", async () => {
  await show();
  expect(screen.getByText(/1 scorecard is submitted; you can read it once yours is/)).toBeVisible();
  const thinking = group("Thinking");
  await userEvent.click(thinking.getByRole("radio", { name: /Enough/ }));
  await userEvent.type(thinking.getByRole("textbox"), "Asked first");
  await userEvent.click(thinking.getByRole("button", { name: "Link a moment: Thinking" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "0:35 Problem: Merge" }));
  await userEvent.click(thinking.getByRole("button", { name: "0:35 Problem: Merge" }));
  const around = within(await screen.findByRole("dialog", { name: "0:35 Problem: Merge" }));
  await waitFor(() => expect(around.getByText(/Problem: Merge/)).toBeVisible());
  await userEvent.keyboard("{Escape}");
  expect(screen.getByText("1 of 2 rated")).toBeVisible();
  expect(await screen.findByText("Draft saved")).toBeVisible();
  await waitFor(() =>
    expect(written().at(-1)).toMatchObject({
      submitted: false,
      ratings: [
        { competency: "thinking", level: 3, note: "Asked first", evidence: [9] },
        { competency: "talking", level: null, insufficientEvidence: false },
      ],
    }),
  );
  expect(screen.queryByText(/Ben on/)).toBeNull();
});

it("names what is not rated, and goes there", async () => {
  await show();
  await userEvent.click(group("Thinking").getByRole("radio", { name: /Insufficient/ }));
  await submit();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(group("Talking").getByRole("alert")).toHaveTextContent("Choose a level");
  expect(group("Thinking").queryByRole("alert")).toBeNull();
  expect(group("Talking").getByRole("radio", { name: /None/ })).toHaveFocus();
});

it("asks before it is for good, and then shows the others' beside one's own", async () => {
  await show();
  await userEvent.click(group("Thinking").getByRole("radio", { name: /Insufficient/ }));
  await userEvent.click(group("Talking").getByRole("radio", { name: /Much/ }));
  await submit();
  const dialog = within(await screen.findByRole("dialog", { name: "Submit your scorecard?" }));
  expect(dialog.getByText("4 of 5")).toBeVisible();
  await userEvent.click(dialog.getByRole("button", { name: "Submit now" }));
  expect(await screen.findByText(/Your scorecard is submitted. One more is in/)).toBeVisible();
  expect(written().at(-1)).toMatchObject({ submitted: true });
  expect(screen.getByText(/Your scorecard is submitted/)).toHaveFocus();
  expect(screen.getAllByRole("heading", { name: "You" })).toHaveLength(3);
  expect(screen.getByText("Ben on talking")).toBeVisible();
  expect(screen.getByText("Much.")).toBeVisible();
});

it("says why a card was not submitted, and keeps it", async () => {
  await show();
  for (const name of ["Thinking", "Talking"]) {
    await userEvent.click(group(name).getByRole("radio", { name: /Some/ }));
  }
  expect(await screen.findByText("Draft saved")).toBeVisible();
  fakeServer({
    "PUT /rooms/room/scorecards/me": () => refusal(503, "try_later", { title: "Try again later" }),
  });
  await submit();
  await userEvent.click(await screen.findByRole("button", { name: "Submit now" }));
  expect(await screen.findByText(/It is not submitted. Try again later/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Go on writing" }));
  expect(group("Talking").getByRole("radio", { name: /Some/ })).toBeChecked();
});

it("shows at once that it was handed in elsewhere", async () => {
  await show();
  for (const name of ["Thinking", "Talking"]) {
    await userEvent.click(group(name).getByRole("radio", { name: /Some/ }));
  }
  expect(await screen.findByText("Draft saved")).toBeVisible();
  await submit();
  refused = refusal(409, "already_submitted");
  if (mine) mine = { ...mine, submittedAt: mine.updatedAt };
  await userEvent.click(await screen.findByRole("button", { name: "Submit now" }));
  expect(await screen.findByText(/Your scorecard is submitted/)).toBeVisible();
  expect(screen.queryByText(/It is not submitted/)).toBeNull();
});

it("takes up a draft where it was left", async () => {
  mine = { ...BENS, author: { id: "asha", name: "Asha" }, overall: "Half-way" };
  delete mine.submittedAt;
  await show();
  expect(screen.getByRole("textbox", { name: "Overall" })).toHaveValue("Half-way");
  expect(group("Talking").getByRole("radio", { name: /Some/ })).toBeChecked();
  expect(group("Talking").getByRole("list", { name: "Moments: Talking" })).toBeVisible();
});
