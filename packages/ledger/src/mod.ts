export { ARCHIVE_FILE_LIMIT, type ArchiveFiles, digestOfFile } from './archive/archive-files.ts';
export { type ArchivedEntry, type ArchiveRecords, archiveRecords } from './archive/archive-record.ts';
export { type ArchiveOptions, type ArchiveReport, checkArchive } from './archive/check-archive.ts';
export { checkPageData } from './archive/check-page-data.ts';
export { ARCHIVE_PATHS } from './archive/inside.ts';
export { type ArchiveManifest, type ArchiveNames, type ArchiveOpenings, type ArchiveScope, archiveJson } from './archive/manifest.ts';
export type { OpenedUse } from './archive/opened.ts';
export {
  CHUNK_BYTES,
  chunkName,
  decodeChunk,
  decodeIndex,
  encodeChunk,
  encodeIndex,
  formatPageData,
  PAGE_DATA_FOLDER,
  PAGE_INDEX,
  pageDataPath,
  parsePageData,
} from './archive/page-data.ts';
export { pageFiles } from './archive/page-files.ts';
export type { PageChunk, PageIndex } from './archive/page-index.ts';
export { formatSums, parseSums, SUMS_PATH } from './archive/sums.ts';
export type { Incident, JournalAccount, UseAccount, UseState } from './audit/account.ts';
export { type AuditReport, auditLog } from './audit/audit-log.ts';
export { canonicalJson, digestOf, sha256, sha256Hex } from './canonical.ts';
export { type Check, fail, type Params, pass, type Refused } from './check.ts';
export { commit, opens } from './commitment.ts';
export type * from './decision.ts';
export { type DecisionProof, decisionDigest, verifyDecision } from './decision-proof.ts';
export {
  type Base64Url,
  concat,
  type Digest,
  fromB64,
  fromB64Url,
  fromHex,
  type Instant,
  sameBytes,
  text,
  toB64,
  toB64Url,
  toHex,
  utf8,
} from './encoding.ts';
export type * from './entry.ts';
export { decodeEntry, ENTRY_LIMIT_BYTES, encodeEntry } from './entry-codec.ts';
export { checkErasure, ERASED_LIMIT, type ErasedFacts, type ErasureGround } from './erasure.ts';
export {
  genesisDigest,
  type JournalDraft,
  type JournalRecord,
  type JournalType,
  journalMessage,
  sealRecord,
  verifyRecord,
} from './journal.ts';
export { type KeyId, type KeyValidity, type PasskeyAssertion, type PublicKey, type Signer, thumbprint } from './keys.ts';
export { checkLog, type LogCheckOptions, type LogTrust } from './log-check/check-log.ts';
export { formatPartLine, type PartEntry } from './log-check/check-part.ts';
export { type Comparison, compareCheckpoints, type Growth } from './log-check/compare-checkpoints.ts';
export { LogFileMissing, type LogFiles, readBundleFile, tilesOf } from './log-check/log-files.ts';
export type { LogProblem, LogReport } from './log-check/report.ts';
export { logKeyId, logKeyOf } from './log-key.ts';
export { type OpenedCheckpoint, openCheckpoint, openCheckpointWith, signCheckpoint } from './notes/checkpoint.ts';
export { type Checkpoint, formatCheckpoint, parseCheckpoint } from './notes/checkpoint-text.ts';
export { type Cosigner, cosigner } from './notes/cosigner.ts';
export { type KnownSignature, type NoteSigner, noteSigner, type OpenedNote, openNote, signNote } from './notes/note.ts';
export {
  formatPolicy,
  isQuorum,
  type Party,
  type Policy,
  parsePolicy,
  policyOf,
  type Witness,
  type WitnessGroup,
} from './notes/policy.ts';
export { formatTlogProof, parseTlogProof, type TlogProof } from './notes/tlog-proof.ts';
export { type NoteKey, type NoteKeyType, noteKey, parseVkey, vkeyOf } from './notes/vkey.ts';
export { openWitnessed, type WitnessedCheckpoint } from './notes/witnessed.ts';
export { encodePageCode, fitsPage, type PageCode, type PageFacts, parsePageCode, verifyPageCode } from './page-code.ts';
export { findPageCodeKey, marksOfPageCodeKey, type PageCodeKey } from './page-code-key.ts';
export { type PasskeyClaim, type PasskeyProof, verifyPasskeyAssertion } from './passkey.ts';
export { REASONS, type Reason, reasonOf } from './reasons.ts';
export type { FileFinder } from './receipt/files.ts';
export { parseReceipt, RECEIPT_LIMIT, serializeReceipt } from './receipt/form.ts';
export type * from './receipt/receipt.ts';
export type * from './receipt/report.ts';
export { problem } from './receipt/report.ts';
export { type ReceiptTrust, verifyReceipt } from './receipt/verify.ts';
export { fromRequestId, REQUEST_ID, recordNumber, toRequestId } from './request-id.ts';
export type * from './roster.ts';
export { applyRoster, foldRoster, rosterDigest, rosterMessage } from './roster-chain.ts';
export { holdsPost, isOfficer, isPostInForce, keyAt, keysInForce, type ListedKey, postsInForce, type RosterState } from './roster-state.ts';
export { evidenceOf, type PressEvidence, type SealMark } from './shapes/evidence.ts';
export { type PressOutcome, useEvent } from './shapes/use-data.ts';
export { ed25519Key, ed25519Signer, verifySignature } from './signatures.ts';
export { type Appended, appendLeaves, type Tile, tileRoot } from './tree/append.ts';
export { authenticTiles, TileNotAuthentic } from './tree/authentic-tiles.ts';
export { emptyRoot, leafHash, nodeHash } from './tree/hash.ts';
export { consistencyProof, inclusionProof, rootOf } from './tree/prove.ts';
export {
  decodeEntryBundle,
  encodeEntryBundle,
  entryBundlePath,
  TILE_WIDTH,
  type TileReader,
  tilePath,
  tilePathKind,
  tileWidth,
} from './tree/tiles.ts';
export { verifyConsistency, verifyInclusion } from './tree/verify.ts';
export { type TreeView, treeView } from './tree/view.ts';
export { type AddCheckpoint, formatAddCheckpoint, parseAddCheckpoint } from './witness/add-checkpoint.ts';
export { claimedOrigin, openSubmitted, refusalOf, WITNESS_STATUS } from './witness/consider.ts';
export { COSIGNATURES_LIMIT, cosignaturesIn, withCosignatures } from './witness/cosignatures.ts';
