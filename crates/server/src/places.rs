//! How many of something each client has at the moment, and no more than so many.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
};

/// Counts what each client has now. Unlike a rate limit, a place is given back.
#[derive(Debug)]
pub(crate) struct Places<K> {
    most: usize,
    /// An entry goes with the client's last place.
    taken: Mutex<HashMap<K, usize>>,
}

/// One of a client's places, until it is dropped.
#[derive(Debug)]
pub(crate) struct Place<K: Copy + Eq + Hash> {
    client: K,
    places: Arc<Places<K>>,
}

impl<K: Copy + Eq + Hash> Places<K> {
    /// At most so many for each client.
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self {
            most,
            taken: Mutex::default(),
        })
    }

    /// One more for this client, if there is one.
    pub(crate) fn take(self: &Arc<Self>, client: K) -> Option<Place<K>> {
        let mut all = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = all.entry(client).or_default();
        if *taken >= self.most {
            return None;
        }
        *taken += 1;
        Some(Place {
            client,
            places: Arc::clone(self),
        })
    }
}

impl<K: Copy + Eq + Hash> Drop for Place<K> {
    fn drop(&mut self) {
        let all = self.places.taken.lock();
        let mut all = all.unwrap_or_else(PoisonError::into_inner);
        if let Some(taken) = all.get_mut(&self.client) {
            *taken -= 1;
            if *taken == 0 {
                all.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_so_many_and_gives_them_back() {
        let places = Places::new(2);
        let (first, second) = (places.take("a"), places.take("a"));
        assert!(first.is_some() && second.is_some());
        assert!(places.take("a").is_none());
        assert!(places.take("b").is_some());
        drop(first);
        assert!(places.take("a").is_some());
    }

    #[test]
    fn nothing_is_kept_of_those_who_have_gone() {
        let places = Places::new(2);
        drop((places.take("a"), places.take("a"), places.take("a")));
        assert!(places.taken.lock().unwrap().is_empty());
    }
}
