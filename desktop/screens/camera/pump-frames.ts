/**
 * Hands on the frames of a stream, one at a time and not more often than every `frameGapMs`; frames that come while one is
 * being read are let go. Gives back what stops it.
 */
export async function pumpFrames(
  stream: MediaStream,
  take: (bitmap: ImageBitmap) => Promise<void>,
): Promise<() => void> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  await video.play();
  let stopped = false;
  let busy = false;
  let takenAt = Number.NEGATIVE_INFINITY;
  const onFrame = (now: number) => {
    if (stopped) return;
    video.requestVideoFrameCallback(onFrame);
    if (busy || now - takenAt < frameGapMs) return;
    busy = true;
    takenAt = now;
    createImageBitmap(video)
      .then(take)
      // A frame that could not be taken or read is followed by another one.
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  };
  video.requestVideoFrameCallback(onFrame);
  return () => {
    stopped = true;
    video.srcObject = null;
  };
}

const frameGapMs = 40;
