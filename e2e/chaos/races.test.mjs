// Eight interviewers on three nodes decide about the same knocks at once, while nodes are killed: each knock
// has one verdict, nothing that was answered is lost or there twice, and one order explains all answers.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startCluster } from "../harness/cluster.mjs";
import { Decider } from "../harness/decider.mjs";
import { checkHistory } from "../harness/history.mjs";
import { call, joinAsGuest } from "../harness/http.mjs";
import { admitted, hostedRoom } from "../harness/participant.mjs";
import { until } from "../harness/server.mjs";
import { sized } from "../harness/size.mjs";

const ALL_RACES = Number(process.env.CODEVLIVE_RACES ?? sized(160, 2_400));
/** In an installation of their own each: what stands in for MongoDB is slower the longer its logs are. */
const ROUNDS = Math.ceil(ALL_RACES / 800);
/** As many for each candidate of each room. */
const RACES = Math.ceil(ALL_RACES / ROUNDS / 16) * 16;
const ROOMS = sized(4, 8);
const JUDGES = 8;
const CANDIDATES = 2;
const KILLS = sized(2, 7);
const DEAD_MS = 500;
const RACED_MS = 1_800_000;
/** Those who are let in are put out again, and must connect anew: most are turned away. */
const ADMIT = 0.3;

for (let round = 1; round <= ROUNDS; round += 1) {
  const which = ROUNDS > 1 ? ` (${round} of ${ROUNDS})` : "";
  test(`${RACES} knocks raced by ${JUDGES} interviewers on 3 nodes that are killed: one outcome each${which}`, oneOutcomeEach);
}

async function oneOutcomeEach(t) {
  const cluster = await startCluster(t, { size: 3, environment: { RATE_LIMITS: "off" } });
  const rooms = [];
  for (let n = 0; n < ROOMS; n += 1) rooms.push(await courtroom(t, cluster));
  const killing = killInBetween(cluster, rooms);
  const began = performance.now();
  await Promise.all(rooms.flatMap((room) => room.candidates.map((candidate) => races(room, candidate))));
  const seconds = (performance.now() - began) / 1_000;
  await killing;
  const sums = { accepted: 0, refused: 0 };
  for (const room of rooms) {
    const timeline = await timelineOf(cluster.nodes[0], room);
    const { accepted, refused } = checkHistory(room.operations, timeline, room.prepared);
    sums.accepted += accepted;
    sums.refused += refused;
  }
  const knocks = rooms.flatMap(({ operations }) => operations.filter(({ type }) => type === "knock"));
  const repeats = rooms.flatMap(({ judges }) => judges).reduce((sum, judge) => sum + judge.repeats, 0);
  t.diagnostic(
    `${knocks.length} knocks in ${seconds.toFixed(0)} s, ${KILLS} kills: ${sums.accepted} accepted, ` +
      `${sums.refused} refused, ${repeats} asked again`,
  );
  assert.equal(knocks.length, RACES);
  assert.equal(sums.refused, RACES * (JUDGES - 1), "each race has one who won");
  assert.ok(repeats > 0, "nodes died while somebody waited for an answer");
}

/** A room with its interviewers, and people who will knock. */
async function courtroom(t, cluster) {
  const [first] = cluster.nodes;
  const hosted = await hostedRoom(t, first);
  const { room } = hosted;
  const decider = (person) => {
    const someone = new Decider({ node: (before) => cluster.another(before), person, room });
    t.after(() => someone.leave());
    return someone;
  };
  const judges = [decider(hosted.host.person)];
  for (let n = 1; n < JUDGES; n += 1) {
    const visit = await admitted(t, first, hosted, `Judge ${n}`, "interviewer");
    judges.push(decider({ ...visit.person, id: visit.view.me.id }));
    visit.leave();
  }
  const candidates = [];
  for (let n = 0; n < CANDIDATES; n += 1) candidates.push(decider(await joinAsGuest(first, room, `Candidate ${n}`)));
  const prepared = hosted.host.seq;
  hosted.host.leave();
  return { room, judges, candidates, prepared, host: hosted.host.person, operations: [] };
}

/** One candidate's share of the races. */
async function races({ judges, operations }, candidate) {
  let { me } = await candidate.view();
  candidate.person.id = me.id;
  let seq = 0;
  for (let n = 0; n < RACES / (ROOMS * CANDIDATES); n += 1) {
    const knock = await candidate.decides("knock", {}, seq);
    const fields = { person: me.id };
    const race = judges.map((judge) => judge.decides(verdict(), fields, knock.answer.seq));
    const outcomes = await Promise.all(race);
    operations.push(knock, ...outcomes);
    const won = outcomes.filter(({ answer }) => answer.ok);
    assert.equal(won.length, 1, JSON.stringify(outcomes.map(({ answer }) => answer)));
    ({ seq } = won[0].answer);
    if (won[0].type === "admit") {
      const [host] = judges;
      const removal = await host.decides("remove", fields, seq);
      operations.push(removal);
      ({ seq } = removal.answer);
    }
  }
}

const verdict = () => (Math.random() < ADMIT ? "admit" : "reject");

/** Kills a node after every so many races, and starts it again. */
async function killInBetween(cluster, rooms) {
  const done = () => rooms.reduce((sum, { operations }) => sum + operations.length, 0) / (JUDGES + 1);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await until(() => done() >= (kill * RACES) / (KILLS + 1), `races before kill ${kill}`, RACED_MS);
    const victim = cluster.another();
    await victim.kill();
    await sleep(DEAD_MS);
    await victim.start();
  }
}

async function timelineOf(server, { room, host }) {
  const items = [];
  for (let cursor = ""; cursor !== null; ) {
    const path = `/rooms/${room.id}/timeline?limit=1000${cursor && `&cursor=${cursor}`}`;
    const { body } = await call(server, "GET", path, { token: host.token });
    items.push(...body.items);
    cursor = body.nextCursor ?? null;
  }
  return items;
}
