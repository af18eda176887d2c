// A test that is a play: scenes by name, each after the one before, as subtests.

/** Plays them in order; whether all went well. After one that did not, the rest would only fail for its sake. */
export async function playScenes(t, scenes, play) {
  for (const [name, scene] of Object.entries(scenes)) {
    let played = false;
    await t.test(name, async () => {
      await scene(play);
      played = true;
    });
    if (!played) return false;
  }
  return true;
}
