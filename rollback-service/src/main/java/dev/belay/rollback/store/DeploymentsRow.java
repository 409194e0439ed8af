package dev.belay.rollback.store;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "deployments")
class DeploymentsRow {

    @Id
    String prompt;

    String state;
}
