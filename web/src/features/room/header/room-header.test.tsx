import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { beginSession, endSession } from "@/api/session";
import { signedIn } from "@/test/people";
import { renderInRoom } from "../test/render-in-room";
import { RoomHeader } from "./room-header";

const logo = () => screen.getByRole("link", { name: "CoDevLive, home" });

it("leads an account to its rooms, and a guest, who has none, to the start page", async () => {
  beginSession(signedIn());
  await renderInRoom(<RoomHeader />);
  expect(logo()).toHaveAttribute("href", "/dashboard");
  endSession();
  await screen.findByRole("banner");
  expect(logo()).toHaveAttribute("href", "/");
});
