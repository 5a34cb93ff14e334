//! Who was at the scanner, as far as the scan told.

use jiff::civil::{Date, date};
use zeroize::Zeroize;

use super::address::{Conversion, Era, Place, Status, convert};
use super::{Citizen, IdNumber, Sex};

/// What is known of a person from the card that was held to the scanner.
#[derive(Clone, PartialEq, Eq)]
pub enum Identity {
    /// All that the card says.
    Card {
        /// What it says.
        citizen: Box<Citizen>,
        /// What became of its residence.
        home: Conversion,
    },
    /// Its number alone. A scanner that plays a keyboard types in the computer's layout: digits arrive as
    /// they are, Vietnamese letters do not.
    Number(IdNumber),
}

impl Identity {
    /// The card of `citizen`, its residence, as that was written on the day of issue, brought up to date.
    pub fn of_card(citizen: Citizen) -> Self {
        let home = convert(&citizen.residence, Era::of_card(citizen.issued));
        Identity::Card { citizen: Box::new(citizen), home }
    }

    /// Số định danh cá nhân.
    pub fn number(&self) -> &IdNumber {
        match self {
            Identity::Card { citizen, .. } => &citizen.id_number,
            Identity::Number(number) => number,
        }
    }

    /// What the card says; `None` when only its number is known.
    pub fn citizen(&self) -> Option<&Citizen> {
        match self {
            Identity::Card { citizen, .. } => Some(citizen),
            Identity::Number(_) => None,
        }
    }

    /// The latest day on which the person can have been born: the day on the card, or the end of the year that
    /// the number tells.
    pub fn born_by(&self) -> Date {
        let end_of_year = || date(self.number().birth_year(), 12, 31);
        self.citizen().map_or_else(end_of_year, |citizen| citizen.birth_date)
    }

    /// The first day on which the person can have been born: the day on the card, or the beginning of the year that
    /// the number tells.
    pub fn born_from(&self) -> Date {
        let new_year = || date(self.number().birth_year(), 1, 1);
        self.citizen().map_or_else(new_year, |citizen| citizen.birth_date)
    }

    /// The sex on the card, or that which the number tells.
    pub fn sex(&self) -> Sex {
        self.citizen().map_or_else(|| self.number().sex(), |citizen| citizen.sex)
    }

    /// The residence under its name of today, when the card has a former one of a ward that went into one
    /// commune.
    pub fn residence_now(&self) -> Option<&str> {
        match self {
            Identity::Card { home, .. } if home.status == Status::Converted => Some(&home.address),
            Identity::Card { .. } | Identity::Number(_) => None,
        }
    }

    /// The residences among which only the person can choose; none when there is nothing to choose.
    pub fn residences(&self) -> &[Place] {
        match self {
            Identity::Card { home, .. } => &home.choices,
            Identity::Number(_) => &[],
        }
    }
}

impl Zeroize for Identity {
    fn zeroize(&mut self) {
        match self {
            Identity::Card { citizen, home } => {
                citizen.zeroize();
                home.zeroize();
            }
            Identity::Number(number) => number.zeroize(),
        }
    }
}
