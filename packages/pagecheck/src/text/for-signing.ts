/** Marks after and around a label. */
const MARKS = /[\s:：._·,，、)）\]】]+$/u;
/** Ends of labels that ask for a hand or a seal. */
const SIGNING = /(签字|签名|签章|签署|签收|盖章|公章|印章)(人|处|栏)?$/u;
const PERSON = /(经办人|承办人)$/u;
/** A day by hand: of the signature, or between 年, 月 and 日. A date of anything else (出生日期) says what the page is about. */
const DAY = /^(签|签字|签名|签署|签章|盖章|填表|填写)?(日期|时间)$|(签字|签名|签署|签章|盖章)(日期|时间)$|[\d\s]*[年月日]$/u;
/** 年 and the like at the end of a word: 居住几年, 出生年月. */
const NO_DAY = /[\p{Script=Han}][年月日]$/u;
const LATIN = /(signature|signed|signed by|seal|^date|date signed)$/iu;

/** Whether a label, as read, marks its line for a signature, a seal or a date; whatever else is asked for was to be filled in before the approval. */
export function isForSigning(label: string): boolean {
  const words = label.replace(MARKS, '').replace(/\s/gu, '');
  return SIGNING.test(words) || PERSON.test(words) || (DAY.test(words) && !NO_DAY.test(words)) || LATIN.test(words);
}
