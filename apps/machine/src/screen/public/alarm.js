// What a person hears: a sheet that is not the approved page sounds an alarm, a question one short tone.

const ALARMS = new Set(['use/page-altered', 'use/sheet-refused']);
const TONES = { alarm: [880, 660, 880, 660], question: [740] };
const TONE_S = 0.18;

let heard = '';
let sound = null;

/** Sounds once for each refusal or question; a screen without sound stays silent and shows it all the same. */
export function alarm(session) {
  const code = session?.refused?.code ?? '';
  const kind = ALARMS.has(code) ? 'alarm' : session?.phase === 'asked' ? 'question' : '';
  const said = kind && `${kind} ${session.jti} ${code} ${session.asked?.[0]?.seen ?? ''}`;
  if (said === heard) return;
  heard = said;
  if (kind) play(TONES[kind]);
}

function play(tones) {
  sound ??= globalThis.AudioContext ? new AudioContext() : null;
  if (!sound) return;
  tones.forEach((hertz, at) => {
    const tone = sound.createOscillator();
    tone.frequency.value = hertz;
    tone.connect(sound.destination);
    tone.start(sound.currentTime + at * TONE_S);
    tone.stop(sound.currentTime + (at + 1) * TONE_S);
  });
}
