/** Larger photos show no more of a page and only take longer to send. */
const MOST_PIXELS = 16_000_000;
/** The server takes no more. */
const MOST_BYTES = 20 * 2 ** 20;
const QUALITY = 0.92;

/** A photo as it is, or smaller where it is larger than anything that helps. What this browser cannot open goes as it is: the server says what is wrong. */
export async function readyPhoto(photo: File): Promise<File> {
  try {
    const picture = await createImageBitmap(photo, { imageOrientation: 'from-image' });
    const { width, height } = picture;
    const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
    const shrunk =
      scale < 1 || photo.size > MOST_BYTES ? await drawn(picture, Math.round(width * scale), Math.round(height * scale)) : null;
    picture.close();
    return shrunk ? new File([shrunk], 'photo.jpg', { type: 'image/jpeg' }) : photo;
  } catch {
    return photo;
  }
}

function drawn(picture: ImageBitmap, width: number, height: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
}
