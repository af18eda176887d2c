// What videos on a page show: their pixels, and the frames of the connections that carry them.

/** How bright what a video shows is, of 255. */
export const brightnessOf = async (video) => (await pixelsOf(video)).brightness;

/** The same, with the pixels as text to compare: of a small copy of the picture. */
function pixelsOf(video) {
  return video.evaluate((element) => {
    const [width, height] = [32, 18];
    const drawing = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
    drawing.drawImage(element, 0, 0, width, height);
    const { data } = drawing.getImageData(0, 0, width, height);
    const colours = data.filter((_, index) => index % 4 < 3);
    return { brightness: colours.reduce((sum, value) => sum + value, 0) / colours.length, pixels: colours.join() };
  });
}

/** What the picture in a tile is like, and how many frames of it were decoded; null without a picture. */
export async function pictureIn(tile) {
  const video = tile.locator("video");
  if ((await video.count()) === 0) return null;
  const decoded = () =>
    video.evaluate(async (element) => {
      const [track] = element.srcObject?.getVideoTracks() ?? [];
      for (const peer of window.peers) {
        for (const report of (await peer.getStats()).values()) {
          if (report.type === "inbound-rtp" && report.trackIdentifier === track?.id) return report.framesDecoded ?? 0;
        }
      }
      return 0;
    });
  // A tile may go, or get another video, while it is looked at.
  return Promise.all([pixelsOf(video), decoded()])
    .then(([seen, frames]) => ({ ...seen, frames }))
    .catch(() => null);
}
