export { enrolSampleMachine } from './enrol-sample-machine.ts';
export { fileSampleImprints } from './file-sample-imprints.ts';
export { prepareSampleTown } from './prepare-sample-town.ts';
export { type SampleSignIn, sampleSignIns } from './sample-sign-ins.ts';
export { type SampleWitnesses, startSampleWitnesses } from './sample-witnesses.ts';
