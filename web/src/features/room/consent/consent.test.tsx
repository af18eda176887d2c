import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { refusal } from "@/live/memory/memory-room";
import { Lobby } from "../lobby/lobby";
import { person, renderInRoom } from "../test/render-in-room";
import { ConsentDialog } from "./consent-dialog";

const nobody = { recording: [], transcript: [], ai_evaluation: [] };
const carl = { id: "carl", name: "Carl", role: "candidate", connection: "c1" } as const;

it("asks in the lobby, each by itself, with everything off", async () => {
  const view = { me: { ...carl, state: "outside" as const } };
  const { room } = await renderInRoom(<Lobby />, { view });
  const switches = screen.getAllByRole("switch");
  expect(switches.map((one) => (one as HTMLInputElement).checked)).toEqual([false, false, false]);
  await userEvent.click(screen.getByRole("switch", { name: /^Transcript/ }));
  await waitFor(() =>
    expect(room.accepted).toMatchObject([{ type: "consent", to: "transcript", given: true }]),
  );
  room.changeView({ consents: { ...nobody, transcript: ["carl"] } });
  await waitFor(() => expect(screen.getByRole("switch", { name: /^Transcript/ })).toBeChecked());
});

it("is as it was when the server refuses", async () => {
  const { room } = await renderInRoom(<ConsentDialog close={() => {}} />);
  room.refuse = () => refusal("not_available");
  await userEvent.click(screen.getByRole("switch", { name: /^Recording/ }));
  expect(await screen.findByText("Your consent was not noted")).toBeVisible();
  expect(screen.getByRole("switch", { name: /^Recording/ })).not.toBeChecked();
});

it("shows those who interview who agreed to what, and nobody else", async () => {
  const consents = { ...nobody, recording: ["carl"] };
  const people = [person("Asha", { role: "host" }), person("Carl")];
  const { room } = await renderInRoom(<ConsentDialog close={() => {}} />, {
    view: { people, consents },
  });
  const row = within(screen.getByRole("row", { name: /Carl/ }));
  expect(row.getAllByRole("cell").map((cell) => cell.textContent)).toEqual([
    "Agreed",
    "Not agreed",
    "Not agreed",
  ]);

  room.changeView({ me: { ...carl, state: "inside" } });
  await waitFor(() => expect(screen.queryByRole("table")).toBeNull());
  expect(screen.getByRole("switch", { name: /^Recording/ })).toBeChecked();
});
