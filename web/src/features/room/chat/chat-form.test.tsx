import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { refusal } from "@/live/memory/memory-room";
import { memoryView } from "@/live/memory/memory-view";
import { SideTabs } from "../frame/side-tabs";
import { renderInRoom } from "../test/render-in-room";

const box = () => screen.getByRole("textbox", { name: "Message" });

it("keeps a half-written line and whom it is for while another tab is open", async () => {
  await renderInRoom(<SideTabs />);
  await userEvent.click(screen.getByRole("radio", { name: "Interviewers only" }));
  await userEvent.type(box(), "Shall we");
  await userEvent.click(screen.getByRole("tab", { name: /Signals/ }));
  expect(screen.queryByRole("textbox", { name: "Message" })).toBeNull();
  await userEvent.click(screen.getByRole("tab", { name: /Chat/ }));
  expect(box()).toHaveValue("Shall we");
  expect(screen.getByRole("radio", { name: "Interviewers only" })).toBeChecked();
});

it("shows a line as sending while there is no connection", async () => {
  const { room, transport, live } = await renderInRoom(<SideTabs />);
  transport.cut();
  await userEvent.type(box(), "Are you there?{Enter}");
  expect(await screen.findByText("Sending…")).toBeVisible();
  expect(screen.getByText("Are you there?")).toBeVisible();
  transport.reachable = true;
  live.connection.hurry();
  await waitFor(() => expect(screen.queryByText("Sending…")).toBeNull());
  expect(room.accepted).toMatchObject([{ type: "say", text: "Are you there?", to: "all" }]);
});

it("lets interviewers talk on after the end, among themselves", async () => {
  const ended = { ...memoryView().room, status: "ended", endedAt: 2_000 } as const;
  const { room } = await renderInRoom(<SideTabs />, { view: { room: ended } });
  expect(screen.getByRole("radio", { name: "Interviewers only" })).toBeChecked();
  expect(screen.getByRole("radio", { name: "Everyone" })).toBeDisabled();
  await userEvent.type(box(), "Your verdict?{Enter}");
  await waitFor(() =>
    expect(room.accepted).toMatchObject([
      { type: "say", text: "Your verdict?", to: "interviewers" },
    ]),
  );
});

it("is closed to everyone else after the end", async () => {
  const { me, room } = memoryView();
  const ended = { ...room, status: "ended", endedAt: 2_000 } as const;
  await renderInRoom(<SideTabs />, { view: { room: ended, me: { ...me, role: "observer" } } });
  expect(screen.getByText("The interview is over; the chat is closed.")).toBeVisible();
  expect(screen.queryByRole("textbox", { name: "Message" })).toBeNull();
});

it("puts a refused line back, before what was written since, also when the chat is not open", async () => {
  const { room, transport, live } = await renderInRoom(<SideTabs />);
  room.refuse = () => refusal("invalid");
  const comeBack = () => {
    transport.reachable = true;
    live.connection.hurry();
  };
  transport.cut();
  await userEvent.type(box(), "first{Enter}second");
  comeBack();
  await waitFor(() => expect(box()).toHaveValue("first\nsecond"));

  transport.cut();
  await userEvent.clear(box());
  await userEvent.type(box(), "third{Enter}");
  await userEvent.click(screen.getByRole("tab", { name: /Signals/ }));
  comeBack();
  await waitFor(() => expect(screen.queryAllByText("Your line was not sent")).toHaveLength(2));
  await userEvent.click(screen.getByRole("tab", { name: /Chat/ }));
  expect(box()).toHaveValue("third");
});
