//! Sound in memory: 16 bits, one channel.

use std::io::Cursor;
use std::time::Duration;

use hound::{SampleFormat, WavReader, WavSpec, WavWriter};

/// Sound of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wave {
    /// Samples a second.
    pub(crate) rate: u32,
    pub(crate) samples: Vec<i16>,
}

impl Wave {
    /// Reads a WAV file. One whose length is not known, as a program writes it to a pipe, ends where it ends.
    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        let mut reader = WavReader::new(bytes).map_err(|error| error.to_string())?;
        let WavSpec { channels, sample_rate, bits_per_sample, sample_format } = reader.spec();
        if channels != 1 || bits_per_sample != 16 || sample_format != SampleFormat::Int {
            return Err(format!("{channels} channels of {bits_per_sample} bits"));
        }
        let samples: Vec<i16> = reader.samples::<i16>().map_while(Result::ok).collect();
        if samples.is_empty() {
            return Err("it is empty".to_owned());
        }
        Ok(Self { rate: sample_rate, samples })
    }

    /// As a WAV file.
    pub(crate) fn to_wav(&self) -> Result<Vec<u8>, hound::Error> {
        let spec = WavSpec {
            channels: 1,
            sample_rate: self.rate,
            bits_per_sample: 16,
            sample_format: SampleFormat::Int,
        };
        let mut file = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, spec)?;
        for sample in &self.samples {
            writer.write_sample(*sample)?;
        }
        writer.finalize()?;
        Ok(file.into_inner())
    }

    /// Nothing to hear.
    pub(crate) fn silence(rate: u32, length: Duration) -> Self {
        let samples = u128::from(rate) * length.as_millis() / 1000;
        Self { rate, samples: vec![0; usize::try_from(samples).unwrap_or(0)] }
    }

    /// How long it is.
    pub(crate) fn length(&self) -> Duration {
        Duration::from_millis(self.samples.len() as u64 * 1000 / u64::from(self.rate.max(1)))
    }

    /// Adds `other`, of the same rate, after a gap.
    pub(crate) fn append(&mut self, gap: Duration, other: &Self) {
        self.samples.extend(Self::silence(self.rate, gap).samples);
        self.samples.extend(&other.samples);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn wave() -> Wave {
        Wave { rate: 22_050, samples: (0..4410).map(|n| n - 2000).collect() }
    }

    #[test]
    fn what_was_written_is_read_back() {
        assert_eq!(Wave::read(&wave().to_wav().unwrap()), Ok(wave()));
        assert_eq!(wave().length(), Duration::from_millis(200));
    }

    #[test]
    fn a_file_from_a_pipe_ends_where_it_ends() {
        let mut bytes = wave().to_wav().unwrap();
        let data = bytes.windows(4).position(|word| word == b"data").unwrap();
        bytes[4..8].copy_from_slice(&0x7fff_f024_u32.to_le_bytes());
        bytes[data + 4..data + 8].copy_from_slice(&0x7fff_f000_u32.to_le_bytes());
        assert_eq!(Wave::read(&bytes), Ok(wave()));
    }

    #[test]
    fn what_is_no_sound_is_refused() {
        assert!(Wave::read(b"").is_err());
        assert!(Wave::read(b"RIFF and nothing else").is_err());
        assert!(Wave::read(&Wave { rate: 8000, samples: Vec::new() }.to_wav().unwrap()).is_err());
        let spec =
            WavSpec { channels: 2, sample_rate: 8000, bits_per_sample: 16, sample_format: SampleFormat::Int };
        let mut file = Cursor::new(Vec::new());
        let mut writer = WavWriter::new(&mut file, spec).unwrap();
        for _ in 0..8 {
            writer.write_sample(1_i16).unwrap();
        }
        writer.finalize().unwrap();
        assert_eq!(Wave::read(&file.into_inner()), Err("2 channels of 16 bits".to_owned()));
    }

    #[test]
    fn a_gap_is_as_long_as_it_is_said_to_be() {
        let mut joined = wave();
        joined.append(Duration::from_millis(100), &wave());
        assert_eq!(joined.length(), Duration::from_millis(500));
        assert!(joined.samples[4410..4410 + 2205].iter().all(|sample| *sample == 0));
        assert_eq!(joined.samples[4410 + 2205..], wave().samples);
    }
}
