//! How the halves of rooms fare: the people of the first half of each room, and those of the second, who
//! are on another node where there are two.
//!
//! The same keystroke is watched on both sides. What it met on its way into the store is the same for
//! both, however long that took, and falls out of the difference.

use std::{collections::HashMap, time::Instant};

use super::Schedule;

/// One keystroke at one other person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Arrival {
    pub(crate) typist: u32,
    /// Which of the typist's keystrokes.
    pub(crate) n: u32,
    pub(crate) listener: u32,
    pub(crate) at: Instant,
}

/// Times of many keystrokes, in milliseconds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<f64>);

/// What the halves saw.
#[derive(Clone, Debug)]
pub(crate) struct Halves {
    /// From when a keystroke was due to people of the typist's half.
    pub(crate) same: Times,
    /// To people of the other half.
    pub(crate) other: Times,
    /// How much later the same keystroke was at each of the other half; less than nothing where it was
    /// there first.
    pub(crate) apart: Times,
}

impl Halves {
    /// Of rooms of so many people, who are numbered room by room.
    pub(crate) fn of(arrivals: &[Arrival], schedule: &Schedule, people: u32) -> Self {
        let is_near = |arrival: &&Arrival| {
            let half = |person: u32| person % people < people / 2;
            half(arrival.typist) == half(arrival.listener)
        };
        let (near, far): (Vec<&Arrival>, Vec<&Arrival>) = arrivals.iter().partition(is_near);
        let late =
            |arrival: &&Arrival| milliseconds(schedule.due(arrival.typist, arrival.n), arrival.at);
        let first: HashMap<_, _> = near
            .iter()
            .rev()
            .map(|arrival| ((arrival.typist, arrival.n), arrival.at))
            .collect();
        let apart = far.iter().filter_map(|arrival| {
            let near = first.get(&(arrival.typist, arrival.n))?;
            Some(milliseconds(*near, arrival.at))
        });
        Self {
            same: Times(near.iter().map(late).collect()),
            other: Times(far.iter().map(late).collect()),
            apart: Times(apart.collect()),
        }
    }
}

impl Times {
    /// The time that so great a part of them does not exceed; `NaN`, which misses every target, if there
    /// are none.
    pub(crate) fn quantile(&mut self, quantile: f64) -> f64 {
        self.0.sort_unstable_by(f64::total_cmp);
        self.0
            .get(rank(self.0.len(), quantile))
            .copied()
            .unwrap_or(f64::NAN)
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a place within a list, which is far shorter than 2^52"
)]
fn rank(length: usize, quantile: f64) -> usize {
    (length as f64 * quantile) as usize
}

/// Less than nothing if the end comes first.
fn milliseconds(from: Instant, to: Instant) -> f64 {
    let later = to.saturating_duration_since(from).as_secs_f64();
    let earlier = from.saturating_duration_since(to).as_secs_f64();
    (later - earlier) * 1000.0
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    /// Of typist 4's keystroke in the room of 4 to 7, so late.
    fn halves(late: &[(u32, u64)]) -> Halves {
        let second = Duration::from_secs(1);
        let schedule = Schedule::new(Instant::now(), 10, Duration::ZERO, second);
        let arrivals: Vec<_> = late
            .iter()
            .map(|&(listener, milliseconds)| Arrival {
                typist: 4,
                n: 3,
                listener,
                at: schedule.due(4, 3) + Duration::from_millis(milliseconds),
            })
            .collect();
        Halves::of(&arrivals, &schedule, 4)
    }

    fn rounded(Times(times): &Times) -> Vec<String> {
        times.iter().map(|time| format!("{time:.3}")).collect()
    }

    #[test]
    fn the_other_half_is_held_against_the_typists_own() {
        let halves = halves(&[(6, 9), (5, 5), (7, 4)]);
        assert_eq!(rounded(&halves.same), ["5.000"]);
        assert_eq!(rounded(&halves.other), ["9.000", "4.000"]);
        assert_eq!(rounded(&halves.apart), ["4.000", "-1.000"]);
    }

    #[test]
    fn what_only_one_half_saw_has_no_difference() {
        assert!(halves(&[(6, 9)]).apart.0.is_empty());
    }

    #[test]
    fn quantiles_are_of_the_sorted_times() {
        let mut times = Times((0..100).rev().map(f64::from).collect());
        let quantiles = Times([0.0, 0.5, 0.99].map(|q| times.quantile(q)).into());
        assert_eq!(rounded(&quantiles), ["0.000", "50.000", "99.000"]);
        assert!(Times::default().quantile(0.5).is_nan());
    }
}
