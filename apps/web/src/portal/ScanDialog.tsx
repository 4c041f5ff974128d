import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/use-words.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** The Shape Detection API, where the browser has it; elsewhere the phone's own camera reads the code. */
type Detector = { detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]> };
type DetectorMaker = new (options: { formats: readonly string[] }) => Detector;
const maker = (): DetectorMaker | undefined => (globalThis as { BarcodeDetector?: DetectorMaker }).BarcodeDetector;

export const canScan = (): boolean => maker() !== undefined && navigator.mediaDevices !== undefined;

const LOOK_EVERY_MS = 250;

export function ScanDialog({ onRead, onClose }: { readonly onRead: (text: string) => void; readonly onClose: () => void }) {
  const { t } = useWords();
  const video = useRef<HTMLVideoElement>(null);
  const read = useRef(onRead);
  read.current = onRead;
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    const Maker = maker();
    if (!Maker) return setHasFailed(true);
    const detector = new Maker({ formats: ['qr_code'] });
    let stream: MediaStream | null = null;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isOver = false;
    const start = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver || !video.current) return stream.getTracks().forEach((track) => void track.stop());
      video.current.srcObject = stream;
      await video.current.play();
      timer = setInterval(async () => {
        const [found] = video.current ? await detector.detect(video.current).catch(() => []) : [];
        if (found && !isOver) read.current(found.rawValue);
      }, LOOK_EVERY_MS);
    };
    start().catch(() => setHasFailed(true));
    return () => {
      isOver = true;
      clearInterval(timer);
      stream?.getTracks().forEach((track) => void track.stop());
    };
  }, []);

  return (
    <Dialog label={t('town.scan')} onClose={onClose}>
      <div className="stack scan">
        {hasFailed ? <Banner tone="wait" role="alert" title={t('town.scanFailed')} /> : <p>{t('town.scanHint')}</p>}
        {!hasFailed && <video ref={video} muted playsInline />}
        <Button isWide onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </Dialog>
  );
}
