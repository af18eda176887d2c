import { limitsFor } from "@/live/rtc/limits";

test.each([1, 2, 3])("all pictures to %i others stay below the uplink", (others) => {
  for (const sharing of [false, true]) {
    const { camera, screen } = limitsFor(others, sharing);
    const all = others * (camera.maxBitrate + (sharing ? screen.maxBitrate : 0));
    expect(all).toBeLessThanOrEqual(2_400_000);
    expect(camera.maxBitrate).toBeGreaterThan(200_000);
  }
});

test("the more there are the smaller a face, and a shared screen comes before faces", () => {
  expect(limitsFor(1, false).camera.scaleResolutionDownBy).toBe(1);
  expect(limitsFor(3, false).camera.scaleResolutionDownBy).toBe(2);
  const { camera, screen } = limitsFor(2, true);
  expect(screen.maxBitrate).toBeGreaterThan(camera.maxBitrate);
  expect(screen.scaleResolutionDownBy).toBe(1);
});
