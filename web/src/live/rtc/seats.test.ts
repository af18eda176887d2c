import { seatsOf } from "@/live/rtc/seats";
import type { PersonInfo } from "@/live/types";

const person = (id: string, change: Partial<PersonInfo> = {}): PersonInfo => ({
  id,
  name: id,
  role: "interviewer",
  online: true,
  connections: [`${id}-1`],
  hand: false,
  ...change,
});

test("the first four have video, and those who only watch come last", () => {
  const people = [
    person("watch", { role: "observer" }),
    ...["a", "b", "c", "d"].map((id) => person(id)),
  ];
  const seats = seatsOf({ people });
  expect(seats.map((seat) => seat.person)).toEqual(["a", "b", "c", "d", "watch"]);
  expect(seats.map(({ video }) => video)).toEqual([true, true, true, true, false]);
});

test("a candidate who comes last is seen all the same", () => {
  const people = [
    person("host", { role: "host" }),
    ...["a", "b", "c"].map((id) => person(id)),
    person("candidate", { role: "candidate" }),
  ];
  const seen = seatsOf({ people }).filter(({ video }) => video);
  expect(seen.map((seat) => seat.person)).toEqual(["host", "candidate", "a", "b"]);
});

test("who is away takes no seat, and the newest tab is the one in the call", () => {
  const people = [
    person("a", { online: false, connections: [] }),
    person("b", { connections: ["2", "1"] }),
  ];
  expect(seatsOf({ people })).toEqual([{ person: "b", connection: "2", video: true }]);
});

test("beyond eight there is no call", () => {
  const people = Array.from({ length: 10 }, (_, index) => person(`p${index}`));
  expect(seatsOf({ people })).toHaveLength(8);
});
